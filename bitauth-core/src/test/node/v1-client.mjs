// Sends one request that npm bitauth signed; prints status and text of the answer.
import { bitauth, order, secp256k1, send } from './packages.mjs';

const { url, method, bodyHex, key, highS, tamper } = order();
const body = Buffer.from(bodyHex, 'hex');
let signature = Buffer.from(bitauth.sign(Buffer.concat([Buffer.from(url), body]), key));
if (highS) {
  const compact = secp256k1.signatureImport(signature);
  const n = BigInt('0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141');
  const s = n - BigInt(`0x${compact.subarray(32).toString('hex')}`);
  Buffer.from(s.toString(16).padStart(64, '0'), 'hex').copy(compact, 32);
  signature = secp256k1.signatureExport(compact);
}
if (tamper) signature[signature.length - 1] ^= 1;
const headers = {
  'x-identity': bitauth.getPublicKeyFromPrivateKey(key),
  'x-signature': signature.toString('hex'),
};
console.log(JSON.stringify(await send(url, method, headers, body)));
