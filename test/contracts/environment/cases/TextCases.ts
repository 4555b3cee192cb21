import { bytes, equal, hex, thrown, type EnvironmentCase } from '../EnvironmentCase';

const EVERYTHING = 'aé€😀\u0000\n';

export const TEXT_CASES: EnvironmentCase[] = [
  {
    name: 'encodes text as UTF-8 and back',
    run(environment) {
      equal(hex(environment.encodeText(EVERYTHING)), '61c3a9e282acf09f9880000a');
      equal(environment.decodeText(environment.encodeText(EVERYTHING)), EVERYTHING);
      equal(environment.encodeText(''), bytes());
      equal(environment.decodeText(bytes()), '');
    },
  },
  {
    name: 'gives real Uint8Arrays, unsigned',
    run(environment) {
      equal(Array.from(environment.encodeText('é')), [195, 169]);
      equal(environment.encodeText('é') instanceof Uint8Array, true);
      equal(environment.base64Decode('/w==') instanceof Uint8Array, true);
      equal(environment.computeDigest('MD5', '') instanceof Uint8Array, true);
    },
  },
  {
    name: 'replaces lone surrogates alike everywhere',
    run(environment) {
      equal(hex(environment.encodeText('a\ud800b')), '61efbfbd62');
      equal(environment.base64Encode('\udc00'), '77+9');
      equal(environment.computeDigest('MD5', '\ud800'), environment.computeDigest('MD5', '\ufffd'));
    },
  },
  {
    name: 'drops byte-order marks',
    run(environment) {
      equal(environment.decodeText(bytes(0xef, 0xbb, 0xbf, 0x61)), 'a');
      equal(environment.decodeText(bytes(0xff, 0xfe, 0x61, 0), 'utf-16le'), 'a');
      equal(environment.decodeText(bytes(0xfe, 0xff, 0, 0x61), 'utf-16be'), 'a');
      equal(environment.decodeText(bytes(0xff, 0xfe, 0x61, 0), 'utf-16'), 'a');
      equal(environment.decodeText(bytes(0xfe, 0xff, 0, 0x61), 'utf-16'), 'a');
    },
  },
  {
    name: 'decodes each charset of the port by its own table',
    run(environment) {
      const sample = bytes(0x41, 0x80, 0x81, 0xe9);
      equal(environment.decodeText(sample, 'us-ascii'), 'A\ufffd\ufffd\ufffd');
      equal(environment.decodeText(sample, 'iso-8859-1'), 'A\u0080\u0081é');
      equal(environment.decodeText(sample, 'windows-1252'), 'A€\ufffdé');
      equal(environment.decodeText(sample, 'ISO-8859-1'), 'A\u0080\u0081é');
      equal(environment.decodeText(bytes(0, 0x41), 'utf-16'), 'A', 'utf-16 without a mark is big-endian');
      equal(environment.decodeText(bytes(0x3d, 0xd8, 0, 0xde), 'utf-16le'), '😀');
      equal(environment.decodeText(bytes(0xff, 0x61)), '\ufffda');
      thrown(() => environment.decodeText(sample, 'no-such-charset'), /no charset no-such-charset/);
    },
  },
  {
    name: 'writes base64 in both alphabets, padded',
    run(environment) {
      equal(environment.base64Encode('é>?'), 'w6k+Pw==');
      equal(environment.base64EncodeWebSafe('é>?'), 'w6k-Pw==');
      equal(environment.base64Encode(bytes(0xfb, 0xff, 0xfe)), '+//+');
      equal(environment.base64EncodeWebSafe(bytes(0xfb, 0xff, 0xfe)), '-__-');
      equal(environment.base64Encode(''), '');
      equal(environment.base64Encode(bytes()), '');
    },
  },
  {
    name: 'reads base64 in both alphabets, padded or not, and nothing else',
    run(environment) {
      for (const text of ['+//+/w==', '-__-_w==', '+//+/w', '-__-_w'])
        equal(hex(environment.base64Decode(text)), 'fbfffeff', text);
      equal(environment.base64Decode(''), bytes());
      for (const text of ['a', 'ab=', 'a=bc', 'ab cd', 'äbcd', 'abcd=', '====', 'ab==ab=='])
        thrown(() => environment.base64Decode(text), /not base64/);
    },
  },
  {
    name: 'makes random UUIDs of version 4',
    run(environment) {
      const uuid = environment.getUuid();
      equal(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(uuid), true, uuid);
      equal(environment.getUuid() === uuid, false);
    },
  },
];
