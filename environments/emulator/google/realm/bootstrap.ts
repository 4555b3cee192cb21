/**
 * Runs first in each new context: takes away what Apps Script does not have, puts `Date` on the virtual clock and in
 * the script's time zone, and answers the tools with which the host makes values of this realm.
 *
 * It is text because it belongs to the context: a function of ours, turned into text, would carry helpers of whatever
 * compiled us.
 */
export const BOOTSTRAP = String.raw`(function (host) {
  'use strict';
  for (const name of ['SharedArrayBuffer', 'Atomics', 'console']) delete globalThis[name];
  for (const name of ['compileStreaming', 'instantiateStreaming']) delete WebAssembly[name];

  const hide = (target, name, value) =>
    Object.defineProperty(target, name, { value, writable: true, enumerable: false, configurable: true });
  hide(Error, 'prepareStackTrace', host.formatStack);
  Error.stackTraceLimit = 50;
  hide(Math, 'random', () => host.random());

  const RealDate = Date;
  const proto = RealDate.prototype;
  const realGetTime = proto.getTime;
  const MINUTE = 60000;
  const DAY = 86400000;
  const offset = ms => host.offset(ms) * MINUTE;
  const toLocal = ms => (Number.isNaN(ms) ? ms : ms + offset(ms));
  const fromLocal = local => {
    if (!Number.isFinite(local)) return NaN;
    const before = offset(local - DAY);
    const after = offset(local + DAY);
    if (before === after && offset(local - before) === before) return local - before;
    if (offset(local - before) === before) return local - before;
    return offset(local - after) === after ? local - after : local - before;
  };
  const ZONED = /(?:Z|GMT|UTC|UT|[A-Z][DSM]T|[+-]\d\d:?\d\d)\s*(?:\(.*\))?$/i;
  const DATE_ONLY = /^[+-]?\d{4,6}(?:-\d\d(?:-\d\d)?)?$/;
  const parse = value => {
    const text = String(value);
    if (ZONED.test(text) || DATE_ONLY.test(text)) return RealDate.parse(text);
    const asUtc = RealDate.parse(/^[+-]?\d{4,6}-\d\d-\d\dT/.test(text) ? text + 'Z' : text + ' UTC');
    return Number.isNaN(asUtc) ? RealDate.parse(text) : fromLocal(asUtc);
  };
  const timeOf = args => {
    if (args.length === 0) return host.now();
    if (args.length > 1) return fromLocal(RealDate.UTC(...args));
    let value = args[0];
    if (typeof value === 'object' && value !== null) {
      if (host.isDate(value)) return realGetTime.call(value);
      value = value[Symbol.toPrimitive] ? value[Symbol.toPrimitive]('default') : value.valueOf();
      if (typeof value === 'object' && value !== null) value = String(value);
    }
    return typeof value === 'string' ? parse(value) : Number(value);
  };
  function VirtualDate(...args) {
    if (!new.target) return new VirtualDate().toString();
    return Reflect.construct(RealDate, [timeOf(args)], new.target);
  }
  hide(VirtualDate, 'now', () => host.now());
  hide(VirtualDate, 'parse', parse);
  hide(VirtualDate, 'UTC', RealDate.UTC);
  Object.defineProperty(VirtualDate, 'name', { value: 'Date' });
  Object.defineProperty(VirtualDate, 'length', { value: 7 });
  Object.defineProperty(VirtualDate, 'prototype', { value: proto, writable: false });
  hide(proto, 'constructor', VirtualDate);
  hide(globalThis, 'Date', VirtualDate);

  for (const part of ['FullYear', 'Month', 'Date', 'Day', 'Hours', 'Minutes', 'Seconds', 'Milliseconds']) {
    const read = proto['getUTC' + part];
    hide(proto, 'get' + part, function () {
      return read.call(new RealDate(toLocal(realGetTime.call(this))));
    });
    const write = proto['setUTC' + part];
    if (write)
      hide(proto, 'set' + part, function (...args) {
        const time = realGetTime.call(this);
        const local = new RealDate(toLocal(part === 'FullYear' && Number.isNaN(time) ? 0 : time));
        write.apply(local, args);
        return this.setTime(fromLocal(realGetTime.call(local)));
      });
  }
  hide(proto, 'getYear', function () {
    return this.getFullYear() - 1900;
  });
  hide(proto, 'getTimezoneOffset', function () {
    const time = realGetTime.call(this);
    return Number.isNaN(time) ? NaN : 0 - host.offset(time);
  });

  const two = n => String(n).padStart(2, '0');
  const invalid = date => Number.isNaN(realGetTime.call(date));
  const localUtc = date => new RealDate(toLocal(realGetTime.call(date))).toUTCString();
  const zoneName = date => {
    const minutes = host.offset(realGetTime.call(date));
    const size = Math.abs(minutes);
    const sign = minutes < 0 ? '-' : '+';
    return 'GMT' + sign + two(Math.floor(size / 60)) + two(size % 60) + ' (' + host.zoneName(realGetTime.call(date)) + ')';
  };
  hide(proto, 'toDateString', function () {
    if (invalid(this)) return 'Invalid Date';
    const [weekday, day, month, year] = localUtc(this).replace(',', '').split(' ');
    return weekday + ' ' + month + ' ' + day + ' ' + year;
  });
  hide(proto, 'toTimeString', function () {
    return invalid(this) ? 'Invalid Date' : localUtc(this).split(' ')[4] + ' ' + zoneName(this);
  });
  hide(proto, 'toString', function () {
    return invalid(this) ? 'Invalid Date' : this.toDateString() + ' ' + this.toTimeString();
  });
  for (const name of ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString']) {
    const real = proto[name];
    hide(proto, name, function (locales, options) {
      return real.call(this, locales, { timeZone: host.timeZone, ...options });
    });
  }
  const RealFormat = Intl.DateTimeFormat;
  function DateTimeFormat(locales, options) {
    return Reflect.construct(RealFormat, [locales, { timeZone: host.timeZone, ...options }], new.target || RealFormat);
  }
  DateTimeFormat.prototype = RealFormat.prototype;
  hide(RealFormat.prototype, 'constructor', DateTimeFormat);
  hide(DateTimeFormat, 'supportedLocalesOf', RealFormat.supportedLocalesOf);
  hide(Intl, 'DateTimeFormat', DateTimeFormat);

  const copyArray = values => {
    const copy = new Array(values.length);
    for (let i = 0; i < values.length; i++) copy[i] = values[i];
    return copy;
  };
  return {
    array: copyArray,
    grid: rows => {
      const copy = new Array(rows.length);
      for (let i = 0; i < rows.length; i++) copy[i] = copyArray(rows[i]);
      return copy;
    },
    object: record => Object.assign({}, record),
    date: ms => new RealDate(ms),
    compile: (names, body) => new Function(...names, body),
    error: (name, message) => {
      const error = new Error(message);
      if (name !== 'Error') error.name = name;
      return error;
    },
  };
})`;
