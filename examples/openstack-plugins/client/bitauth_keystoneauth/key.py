"""A private key on secp256k1 in a file, as ``bitauth key new`` writes it, and what is made with it."""
import hashlib
import os
import re
import stat

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric import utils

ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
SIN_PREFIX = b'\x0f\x02'
WIF_VERSIONS = (0x80, 0xEF)
MAX_BYTES = 1024
HEX = re.compile(r'[0-9a-fA-F]{64}')


class KeyFileError(Exception):
    """The file is no key that may be used; the text says why and holds nothing of the key."""


class Key:
    """Signs with OpenSSL: random nonces, low S. Prints nothing of itself."""

    def __init__(self, scalar):
        if not 0 < scalar < ORDER:
            raise KeyFileError('private key must be from 1 to n - 1')
        self._key = ec.derive_private_key(scalar, ec.SECP256K1())
        self.public_key = self._key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint)
        self.sin = _sin(self.public_key)

    def sign(self, challenge):
        """The DER signature of a challenge that was checked, in hex."""
        r, s = utils.decode_dss_signature(self._key.sign(challenge.encode('ascii'), ec.ECDSA(hashes.SHA256())))
        return utils.encode_dss_signature(r, min(s, ORDER - s)).hex()


def read(path):
    """Reads 64 hex digits or a WIF key from a file that nobody else can read."""
    path = os.path.expanduser(path)
    try:
        with open(path, 'rb') as file:
            if os.fstat(file.fileno()).st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise KeyFileError('key file %s must not be readable by others: chmod 600 %s' % (path, path))
            content = file.read(MAX_BYTES + 1)
    except OSError as e:
        raise KeyFileError('key file %s cannot be read: %s' % (path, e.strerror))
    try:
        text = content.decode('ascii').strip() if len(content) <= MAX_BYTES else ''
    except UnicodeDecodeError:
        text = ''
    if HEX.fullmatch(text):
        return Key(int(text, 16))
    wif = _base58_check(text) if len(text) == 52 else None
    if wif is None or len(wif) != 34 or wif[0] not in WIF_VERSIONS or wif[33] != 1:
        raise KeyFileError('key file %s must hold 64 hex digits or a WIF key for a compressed key' % path)
    return Key(int.from_bytes(wif[1:33], 'big'))


def _sin(public_key):
    try:
        ripemd = hashlib.new('ripemd160', hashlib.sha256(public_key).digest()).digest()
    except ValueError:
        raise KeyFileError('this Python\'s OpenSSL must offer RIPEMD-160 (3.0.7 or newer, or the legacy provider)')
    payload = SIN_PREFIX + ripemd
    number = int.from_bytes(payload + _checksum(payload), 'big')
    text = ''
    while number:
        number, digit = divmod(number, 58)
        text = ALPHABET[digit] + text
    return text


def _base58_check(text):
    number = 0
    for character in text:
        digit = ALPHABET.find(character)
        if digit < 0:
            return None
        number = number * 58 + digit
    decoded = number.to_bytes((number.bit_length() + 7) // 8, 'big')
    payload, checksum = decoded[:-4], decoded[-4:]
    return payload if checksum == _checksum(payload) else None


def _checksum(payload):
    return hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4]
