import { DateTime } from 'luxon';
import { enumName } from '../Enumeration';
import type { Execution } from '../Execution';
import { toInteger } from '../Signature';
import type { TriggerSchedule } from '../triggers/StoredTrigger';

const WEEK_DAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
const MINUTES = [1, 5, 10, 15, 30];
const HOURS = [1, 2, 4, 6, 8, 12];
/** A one-shot fires within a minute after its time. */
const DELAY = 30_000;

type Period = 'minutes' | 'hours' | 'days' | 'weeks' | 'month' | 'once' | 'date';

/** What a ClockTriggerBuilder was told, checked as it is told. */
export class ClockPlan {
  private kind: Period | undefined;
  private amount = 1;
  private hour: number | undefined;
  private minute: number | undefined;
  private weekDay: number | undefined;
  private date: { year: number; month: number; day: number } | undefined;

  constructor(private readonly host: Execution) {}

  after(value: unknown): void {
    this.choose('once', this.host.now() + Math.max(0, toInteger(this.host, value)));
  }

  at(value: unknown): void {
    if (!this.host.realm.isDate(value) || Number.isNaN(value.getTime()))
      throw this.host.exception(`Cannot convert ${String(value)} to Date.`);
    if (value.getTime() < this.host.now()) throw this.host.exception('Cannot create a trigger in the past.');
    this.choose('once', value.getTime());
  }

  atDate(year: unknown, month: unknown, day: unknown): void {
    const date = { year: this.integer(year), month: this.integer(month), day: this.integer(day) };
    if (!DateTime.fromObject(date).isValid) throw this.host.exception('Invalid argument: date');
    this.choose('date', 1);
    this.date = date;
  }

  everyMinutes(value: unknown): void {
    this.choose('minutes', this.oneOf(value, MINUTES, 'minutes'));
  }

  everyHours(value: unknown): void {
    this.choose('hours', this.oneOf(value, HOURS, 'hours'));
  }

  every(kind: 'days' | 'weeks', value: unknown): void {
    this.choose(kind, this.within(value, 1, 1_000, kind));
  }

  onWeekDay(value: unknown): void {
    const index = WEEK_DAYS.indexOf(enumName(value) ?? '');
    if (index < 0) throw this.host.exception(`Cannot convert ${String(value)} to Weekday.`);
    if (this.kind !== 'weeks') this.choose('weeks', 1);
    this.weekDay = index + 1;
  }

  onMonthDay(value: unknown): void {
    this.choose('month', this.within(value, 1, 31, 'month day'));
  }

  atHour(value: unknown): void {
    this.hour = this.within(value, 0, 23, 'hour');
  }

  nearMinute(value: unknown): void {
    this.minute = this.within(value, 0, 59, 'minute');
  }

  /** Throws when no time was chosen. */
  schedule(timeZone: string): TriggerSchedule {
    const { kind, amount } = this;
    const daily = {
      ...(this.hour === undefined ? {} : { hour: this.hour }),
      ...(this.minute === undefined ? {} : { nearMinute: this.minute }),
    };
    switch (kind) {
      case undefined:
        if (this.hour === undefined)
          throw this.host.exception('The trigger has no schedule: say when it shall fire before create().');
        return { kind: 'days', every: 1, ...daily };
      case 'once':
        return { kind: 'once', at: amount + DELAY };
      case 'date':
        return {
          kind: 'once',
          at: DateTime.fromObject(this.date ?? {}, { zone: timeZone }).toMillis() + DELAY,
        };
      case 'minutes':
      case 'hours':
        return { kind, every: amount };
      case 'days':
        return { kind, every: amount, ...daily };
      case 'weeks':
        return {
          kind,
          every: amount,
          ...daily,
          ...(this.weekDay === undefined ? {} : { weekDay: this.weekDay }),
        };
      case 'month':
        return { kind, day: amount, ...daily };
    }
  }

  private choose(kind: Period, amount: number): void {
    if (this.kind !== undefined && !(this.kind === 'weeks' && kind === 'weeks'))
      throw this.host.exception('The trigger has a schedule already: choose one kind of schedule only.');
    this.kind = kind;
    this.amount = amount;
  }

  private integer(value: unknown): number {
    return toInteger(this.host, value);
  }

  private within(value: unknown, from: number, to: number, what: string): number {
    const number = this.integer(value);
    if (number < from || number > to)
      throw this.host.exception(`The value you passed to ${what} was invalid: ${String(number)}`);
    return number;
  }

  private oneOf(value: unknown, allowed: readonly number[], what: string): number {
    const number = this.integer(value);
    if (!allowed.includes(number))
      throw this.host.exception(
        `The value you passed to every ${what} was invalid. It must be one of ${allowed.join(', ')}.`,
      );
    return number;
  }
}
