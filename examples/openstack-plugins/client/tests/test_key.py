"""Key files and signatures."""
import os
import tempfile
import unittest

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric import utils

from bitauth_keystoneauth import key

ONE = '00' * 31 + '01'
ONE_WIF = 'KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn'
ONE_UNCOMPRESSED = '5HpHagT65TZzG1PH3CSu63k8DbpvD8s5ip4nEB3kEsreAnchuDf'
ONE_PUBLIC = '0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798'


class KeyTest(unittest.TestCase):

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = os.path.join(self.folder.name, 'key')

    def read(self, text, mode=0o600):
        with open(self.path, 'w') as file:
            file.write(text)
        os.chmod(self.path, mode)
        return key.read(self.path)

    def test_reads_hex_and_wif(self):
        for text in (ONE, ONE + '\n', ONE_WIF):
            with self.subTest(text):
                self.assertEqual(ONE_PUBLIC, self.read(text).public_key.hex())

    def test_refuses_files_that_others_can_read(self):
        for mode in (0o604, 0o640, 0o660, 0o601):
            with self.subTest(mode), self.assertRaisesRegex(key.KeyFileError, 'chmod 600'):
                self.read(ONE, mode)

    def test_refuses_what_is_no_key_and_does_not_show_it(self):
        for text in ('', 'x', ONE[2:], ONE + '00', '00' * 32, 'ff' * 32, '0x' + ONE[2:], ONE_UNCOMPRESSED,
                     ONE_WIF[:-1] + 'm', ONE + '\n' + ONE, '\u00e9' * 64, '1' * 2000):
            with self.subTest(text), self.assertRaises(key.KeyFileError) as refused:
                self.read(text)
            self.assertNotIn(ONE[2:], str(refused.exception))

    def test_signs_with_low_s_in_der(self):
        signer = self.read(ONE)
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256K1(), signer.public_key)
        for i in range(20):
            signature = bytes.fromhex(signer.sign('text %d' % i))
            self.assertLessEqual(utils.decode_dss_signature(signature)[1], key.ORDER // 2)
            public.verify(signature, b'text %d' % i, ec.ECDSA(hashes.SHA256()))

    def test_prints_nothing_of_the_key(self):
        self.assertNotIn('01', repr(self.read(ONE)).split(' at ')[0])
