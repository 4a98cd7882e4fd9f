// npm bitauth's own calls in a loop, driven by the same lines as secp256k1-loop.c; operations: verify, sign.
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';

const load = createRequire(path.join(process.argv[2], 'any.js'));
const bitauth = load('bitauth');
const secp256k1 = createRequire(load.resolve('bitauth'))('secp256k1');
const cases = [];
let next = 0;

const read = ([secret, key, text, digest, signature, der]) => ({
  secret,
  key,
  text: Buffer.from(text, 'hex').toString(),
  der,
});

const operations = {
  verify: (one) => bitauth.verifySignature(one.text, one.key, one.der),
  sign: (one) => bitauth.sign(one.text, one.secret),
};

function run(operation, nanoseconds) {
  const end = process.hrtime.bigint() + BigInt(nanoseconds);
  const begin = process.cpuUsage();
  let done = 0;
  do {
    for (let i = 0; i < 8; i++) {
      if (!operation(cases[next])) throw new Error('a good signature was refused');
      next = (next + 1) % cases.length;
      done += 1;
    }
  } while (process.hrtime.bigint() < end);
  const { user, system } = process.cpuUsage(begin);
  return `${done} ${(user + system) * 1000}`;
}

function check(operation, one) {
  const answer = operation(one);
  return Buffer.isBuffer(answer) ? secp256k1.signatureImport(answer).toString('hex') : Number(answer);
}

for await (const line of createInterface({ input: process.stdin })) {
  const [word, ...rest] = line.split(' ');
  if (word === 'case') console.log(cases.push(read(rest)) && 'ok');
  else if (word === 'check') console.log(check(operations[rest[0]], read(rest.slice(1))));
  else if (word === 'run') console.log(run(operations[rest[0]], rest[1]));
  else throw new Error('unknown word');
}
