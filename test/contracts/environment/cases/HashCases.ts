import { bytes, equal, hex, thrown, type EnvironmentCase } from '../EnvironmentCase';

export const HASH_CASES: EnvironmentCase[] = [
  {
    name: 'digests text as UTF-8, not as Google would by itself',
    run(environment) {
      equal(hex(environment.computeDigest('MD5', '€🙂')), 'b9592a9d23c1cdae532e57cbddbd74fa');
      equal(hex(environment.computeDigest('MD5', '')), 'd41d8cd98f00b204e9800998ecf8427e');
      equal(hex(environment.computeDigest('SHA_1', 'abc')), 'a9993e364706816aba3e25717850c26c9cd0d89d');
      equal(
        hex(environment.computeDigest('SHA_256', 'abc')),
        'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      );
      equal(
        hex(environment.computeDigest('SHA_384', 'abc')).slice(0, 32),
        'cb00753f45a35e8bb5a03d699ac65007',
      );
      equal(
        hex(environment.computeDigest('SHA_512', 'abc')).slice(0, 32),
        'ddaf35a193617abacc417349ae204131',
      );
    },
  },
  {
    name: 'digests bytes as they are',
    run(environment) {
      equal(hex(environment.computeDigest('SHA_1', bytes())), 'da39a3ee5e6b4b0d3255bfef95601890afd80709');
      const value = bytes(0, 127, 128, 255);
      equal(hex(environment.computeDigest('MD5', value)), '55a963d22f883121a91d36df2645ed04');
      equal(
        environment.computeDigest('MD5', environment.encodeText('é')),
        environment.computeDigest('MD5', 'é'),
      );
    },
  },
  {
    name: 'authenticates with texts, bytes and a mixture of both',
    run(environment) {
      const expected = '35b5cce7d156eb0efec705f31869feac7f73d8b5a3e5eb22c98bdc99d174c9c3';
      const [value, key] = ['this is my input', 'my key - use a stronger one'];
      const [valueBytes, keyBytes] = [environment.encodeText(value), environment.encodeText(key)];
      equal(hex(environment.computeHmac('SHA_256', value, key)), expected);
      for (const result of [
        environment.computeHmac('SHA_256', valueBytes, keyBytes),
        environment.computeHmac('SHA_256', value, keyBytes),
        environment.computeHmac('SHA_256', valueBytes, key),
      ])
        equal(result, environment.computeHmac('SHA_256', value, key));
      equal(hex(environment.computeHmac('MD5', 'é', 'ü')), '18ea62d65abf8d695213451540d85219');
    },
  },
  {
    name: 'authenticates with an empty key and an empty value',
    run(environment) {
      equal(
        hex(environment.computeHmac('SHA_256', '', '')),
        'b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad',
      );
      equal(environment.computeHmac('SHA_256', bytes(), bytes()), environment.computeHmac('SHA_256', '', ''));
    },
  },
  {
    name: 'signs with RSA-SHA256',
    run(environment, { privateKey, signature }) {
      equal(hex(environment.computeRsaSha256Signature('header.pâyload', privateKey)), signature);
      const asBytes = environment.encodeText('header.pâyload');
      equal(hex(environment.computeRsaSha256Signature(asBytes, privateKey)), signature);
    },
  },
  {
    name: 'refuses keys that cannot sign, without showing them',
    run(environment, { privateKey }) {
      const middle = privateKey.slice(200, 240);
      const sign = (pem: string) => () => environment.computeRsaSha256Signature('x', pem);
      thrown(sign(''), /PEM/);
      thrown(sign(privateKey.replace(/PRIVATE KEY/g, 'RSA PRIVATE KEY')), /PKCS#1/);
      thrown(sign(privateKey.replace(/PRIVATE KEY/g, 'ENCRYPTED PRIVATE KEY')), /encrypted/);
      const damaged = thrown(sign(privateKey.replace(middle, '')), /private key cannot be/);
      equal(damaged.message.includes(privateKey.slice(300, 320)), false);
      thrown(() => environment.computeRsaSha256Signature(bytes(0xff, 0xfe), privateKey), /UTF-8/);
    },
  },
];
