// The npm packages that the tests run against, from the folder that BITAUTH_NPM names.
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';

export const load = createRequire(path.join(process.env.BITAUTH_NPM, 'any.js'));
export const bitauth = load('bitauth');
export const secp256k1 = createRequire(load.resolve('bitauth'))('secp256k1');

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest();
export const contentDigest = (body) => `sha-256=:${sha256(body).toString('base64')}:`;

/** What to send: a file with url, method, bodyHex, key, and what to spoil. */
export const order = () => JSON.parse(readFileSync(process.argv[2], 'utf8'));

/** Sends the target as it is written: fetch would change some characters. */
export function send(url, method, headers, body) {
  const [, host, port, target] = /^http:\/\/([^:/]+):(\d+)(\/.*)$/.exec(url);
  return new Promise((resolve, reject) => {
    const request = http.request(
      { host, port, path: target, method, headers: { ...headers, 'content-length': body.length } },
      async (answer) => resolve({ status: answer.statusCode, text: (await read(answer)).toString() }),
    );
    request.on('error', reject);
    request.end(body);
  });
}

export async function read(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Says the port, and ends with the process that started this one. */
export function serve(handler) {
  const server = http.createServer(handler);
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
  process.stdin.resume().on('end', () => process.exit(0));
}
