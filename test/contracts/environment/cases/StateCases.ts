import { equal, thrown, type EnvironmentCase } from '../EnvironmentCase';

export const STATE_CASES: EnvironmentCase[] = [
  {
    name: 'keeps properties, each scope its own',
    run(environment) {
      const [document, user] = [environment.properties('document'), environment.properties('user')];
      document.set('key', 'of all');
      user.set('key', 'mine');
      equal([document.get('key'), user.get('key')], ['of all', 'mine']);
      equal(environment.properties('document').get('key'), 'of all');
      document.delete('key');
      equal([document.get('key'), user.get('key')], [undefined, 'mine']);
      document.delete('key');
    },
  },
  {
    name: 'keeps awkward texts and names as they are',
    run(environment) {
      const store = environment.properties('user');
      const values = { 'a.b c': '', ключ: 'é😀\u0000"\\\n', constructor: 'own', toString: 'own' };

      store.setAll(values);
      equal(store.get('a.b c'), '');
      equal(store.get('ключ'), 'é😀\u0000"\\\n');
      equal([store.get('constructor'), store.get('hasOwnProperty')], ['own', undefined]);
      equal(store.getAll().toString, 'own');
      thrown(() => {
        store.set('', 'x');
      }, /needs a name/);
    },
  },
  {
    name: 'gives copies of its properties',
    run(environment) {
      const store = environment.properties('user');
      store.setAll({ a: '1', b: '2' });
      const copy = store.getAll();
      copy.a = 'changed';
      equal([store.get('a'), store.get('b')], ['1', '2']);
      store.setAll({ b: '3' });
      equal([store.get('a'), store.get('b')], ['1', '3'], 'setAll leaves the others');
    },
  },
  {
    name: 'refuses a value beyond 9,000 bytes and stores nothing of the call',
    run(environment) {
      const store = environment.properties('document');
      store.set('fits', 'é'.repeat(4_500));
      equal(store.get('fits')?.length, 4_500);
      thrown(() => {
        store.setAll({ small: '1', large: 'é'.repeat(4_501) });
      }, /large has 9002 bytes; the limit is 9000/);
      equal(store.get('small'), undefined);
    },
  },
  {
    name: 'refuses more than a store can hold and keeps what was there',
    run(environment) {
      const store = environment.properties('document');
      const value = 'x'.repeat(9_000);
      const fill = (): void => {
        for (let i = 0; i < 60; i++) store.set(`key ${i}`, value);
      };
      thrown(fill, /limit is 500000|exceeded the property storage quota/);
      equal(store.get('key 0'), value);
    },
  },
  {
    name: 'keeps values in a cache, apart from the properties',
    run(environment) {
      const cache = environment.cache();
      cache.set('key é', 'value 😀', 60);
      equal([cache.get('key é'), environment.cache().get('key é')], ['value 😀', 'value 😀']);
      equal([environment.properties('user').get('key é'), cache.get('other')], [undefined, undefined]);
      equal([cache.get('constructor'), cache.get('__proto__')], [undefined, undefined]);
      cache.set('key é', '', 99_999);
      equal(cache.get('key é'), '');
      cache.delete('key é');
      cache.delete('key é');
      equal(cache.get('key é'), undefined);
    },
  },
  {
    name: 'forgets a value of the cache when its time is over',
    run(environment) {
      const cache = environment.cache();
      cache.set('short', 'value', 1);
      cache.set('long', 'value', 30);
      cache.set('over', 'value', 30);
      cache.set('over', 'value', 0.4);
      equal([cache.get('short'), cache.get('over')], ['value', undefined]);
      environment.sleep(1_050);
      equal([cache.get('short'), cache.get('long')], [undefined, 'value']);
    },
  },
  {
    name: 'takes into the cache what Google would take, and no more',
    run(environment) {
      const cache = environment.cache();
      cache.set('k'.repeat(250), 'é'.repeat(50_000), 60);
      equal(cache.get('k'.repeat(250))?.length, 50_000);
      const refused = (key: string, value: string, expected: RegExp) =>
        thrown(() => {
          cache.set(key, value, 60);
        }, expected);
      refused('k'.repeat(251), 'x', /1 to 250 characters, not 251/);
      refused('', 'x', /1 to 250 characters, not 0/);
      refused('large', 'é'.repeat(50_001), /100002 bytes; the limit is 100000/);
      equal(cache.get('large'), undefined);
    },
  },
  {
    name: 'runs an action under the lock, and another one inside it',
    run(environment) {
      const order: string[] = [];
      const result = environment.withLock(1000, () => {
        order.push('outer');
        environment.withLock(1000, () => order.push('inner'));
        return 'value';
      });
      equal([result, order], ['value', ['outer', 'inner']]);
    },
  },
  {
    name: 'frees the lock when the action throws',
    run(environment) {
      thrown(
        () =>
          environment.withLock(1000, () => {
            throw new Error('inside');
          }),
        /^inside$/,
      );
      equal(
        environment.withLock(0, () => 'again'),
        'again',
      );
    },
  },
  {
    name: 'gives up a lock that another execution holds, by name',
    given: 'lock held elsewhere',
    run(environment) {
      let ran = false;
      const error = thrown(
        () =>
          environment.withLock(50, () => {
            ran = true;
          }),
        /Nothing was done/,
      );
      equal([error.name, ran], ['LockTimeout', false]);
    },
  },
  {
    name: 'knows the time, its zone and its name',
    run(environment) {
      equal(environment.timeZone(), 'Europe/Zurich');
      equal(['Node', 'Apps Script'].includes(environment.name), true);
      const before = environment.now();
      environment.sleep(30);
      equal(environment.now() - before >= 29, true, 'time that passed in sleep');
      environment.sleep(0);
      environment.sleep(-5);
      equal(environment.remainingTime() > 0, true);
    },
  },
];
