import { exchange } from '../../../environments/node/http/HttpExchange';

/** Prints what our own HTTP gives for the address in the first word. */
const result = await exchange(
  {
    url: process.argv[2] ?? '',
    method: 'get',
    headers: [],
    followRedirects: true,
    timeout: 10_000,
  },
  {},
);
const shown =
  'answer' in result
    ? { status: result.answer.status, text: new TextDecoder().decode(result.answer.body) }
    : { failure: result.failure.cause };
process.stdout.write(JSON.stringify(shown));
