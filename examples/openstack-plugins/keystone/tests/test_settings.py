"""The secret's file."""
import os
import tempfile
import unittest

from bitauth_keystone import settings

SECRET = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFG'


class SecretTest(unittest.TestCase):

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = os.path.join(self.folder.name, 'secret')

    def write(self, text, mode=0o600):
        with open(self.path, 'w') as file:
            file.write(text)
        os.chmod(self.path, mode)
        return self.path

    def test_reads_what_bitauth_secret_new_makes(self):
        self.assertEqual(32, len(settings.read_secret(self.write(SECRET + '\n'))))

    def test_refuses_a_file_that_others_can_read(self):
        for mode in (0o604, 0o640, 0o602, 0o620):
            with self.subTest(mode), self.assertRaisesRegex(settings.SettingsError, 'chmod 600'):
                settings.read_secret(self.write(SECRET, mode))

    def test_refuses_what_is_short_or_not_base64url_and_does_not_show_it(self):
        for text in ('', SECRET[1:], SECRET[1:] + '=', SECRET + '+/', SECRET + '\n' + SECRET, 'A' * 2000, 'A' * 45):
            with self.subTest(text), self.assertRaises(settings.SettingsError) as refused:
                settings.read_secret(self.write(text))
            self.assertNotIn(SECRET[1:], str(refused.exception))

    def test_refuses_a_file_that_is_not_there(self):
        with self.assertRaisesRegex(settings.SettingsError, 'cannot be read'):
            settings.read_secret(self.path)
