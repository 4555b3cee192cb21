import { civilDay, dayNumber, dayOfWeek, firstWeekStart } from './Calendar';

export type CalendarField =
  | 'era'
  | 'year'
  | 'weekYear'
  | 'month'
  | 'weekOfYear'
  | 'weekOfMonth'
  | 'dayOfYear'
  | 'dayOfMonth'
  | 'dayOfWeekInMonth'
  | 'dayOfWeek'
  | 'amPm'
  | 'hour'
  | 'hourOfDay'
  | 'minute'
  | 'second'
  | 'millisecond';

/** Fields in the order in which they were read: of two that contradict, the later one counts. */
export class LenientCalendar {
  private readonly values = new Map<CalendarField, number>();

  set(field: CalendarField, value: number): void {
    this.values.delete(field);
    this.values.set(field, value);
  }

  /** Milliseconds since 1970-01-01 00:00 of the wall clock. Values outside their ranges roll over. */
  localMilliseconds(): number {
    return this.dayNumber() * 86_400_000 + this.timeOfDay();
  }

  private get(field: CalendarField, fallback: number): number {
    return this.values.get(field) ?? fallback;
  }

  /** 1 and up by the order of reading; 0: not read. With several fields: the latest, 0 unless all were read. */
  private stamp(...fields: CalendarField[]): number {
    const order = [...this.values.keys()];
    const stamps = fields.map(field => order.indexOf(field) + 1);
    return stamps.includes(0) ? 0 : Math.max(...stamps);
  }

  private dayNumber(): number {
    if (this.stamp('weekYear') > this.stamp('year')) return this.weekDay(this.get('weekYear', 1970));
    const year = this.values.get('era') === 0 ? 1 - this.get('year', 1) : this.get('year', 1970);
    const month = this.get('month', 0);
    const first = dayNumber(year, month, 1);
    const choices: [stamp: number, day: () => number][] = [
      [this.stamp('dayOfMonth'), () => first + this.get('dayOfMonth', 1) - 1],
      [this.stamp('weekOfMonth', 'dayOfWeek'), () => this.dayByWeekOfMonth(first)],
      [this.stamp('dayOfWeekInMonth', 'dayOfWeek'), () => this.dayByCount(first)],
      [this.stamp('dayOfYear'), () => dayNumber(year, 0, 1) + this.get('dayOfYear', 1) - 1],
      [this.stamp('weekOfYear', 'dayOfWeek'), () => this.weekDay(year)],
    ];
    if (choices.every(([stamp]) => stamp === 0))
      choices.push(
        [this.stamp('weekOfMonth'), () => this.dayByWeekOfMonth(first)],
        [Math.max(this.stamp('dayOfWeekInMonth'), this.stamp('dayOfWeek')), () => this.dayByCount(first)],
        [this.stamp('weekOfYear'), () => this.weekDay(year)],
      );
    const best = choices.reduce((a, b) => (b[0] > a[0] ? b : a));
    return best[0] > 0 ? best[1]() : first;
  }

  private weekDay(year: number): number {
    return firstWeekStart(year) + (this.get('weekOfYear', 1) - 1) * 7 + this.get('dayOfWeek', 0);
  }

  private dayByWeekOfMonth(first: number): number {
    const weekStart = first - dayOfWeek(first) + (this.get('weekOfMonth', 1) - 1) * 7;
    return weekStart + this.get('dayOfWeek', 0);
  }

  /** The n-th such weekday of the month; negative counts from its end. */
  private dayByCount(first: number): number {
    const weekday = this.get('dayOfWeek', 0);
    const count = this.get('dayOfWeekInMonth', 1);
    if (count >= 0) return first + ((weekday - dayOfWeek(first) + 7) % 7) + (count - 1) * 7;
    const { year, month } = civilDay(first);
    const last = dayNumber(year, month + 1, 1) - 1;
    return last - ((dayOfWeek(last) - weekday + 7) % 7) + (count + 1) * 7;
  }

  private timeOfDay(): number {
    const half = Math.max(this.stamp('hour'), this.stamp('amPm'));
    const hours =
      half > this.stamp('hourOfDay')
        ? this.get('hour', 0) + 12 * this.get('amPm', 0)
        : this.get('hourOfDay', 0);
    const minutes = hours * 60 + this.get('minute', 0);
    return (minutes * 60 + this.get('second', 0)) * 1000 + this.get('millisecond', 0);
  }
}
