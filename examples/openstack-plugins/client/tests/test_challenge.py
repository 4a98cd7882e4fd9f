"""What is not signed: one broken challenge for each rule."""
import unittest

from bitauth_keystoneauth import challenge

CLOUD = 'https://cloud.example/v3'
SIN = 'Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkzDz'
ASK = 'token for project demo in domain Default'
GOOD = '\n'.join([
    'Bitauth login 1', 'Cloud: ' + CLOUD, 'Identity: ' + SIN, 'Asks: ' + ASK, 'Issued: 2026-11-22T10:00:00Z',
    'Expires: 2026-11-22T10:02:00Z', 'Nonce: AAAAAAAAAAAAAAAAAAAAAA', 'Mac: r1.AAAAAAAAAAAAAAAAAAAAAA'])


class ChallengeTest(unittest.TestCase):

    def test_takes_the_one_that_is_awaited(self):
        challenge.check(GOOD, CLOUD, SIN, ASK)

    def test_refuses_every_other_text(self):
        for fault, text in {
                'no text': None,
                'another cloud': GOOD.replace('cloud.example', 'cloud.example.evil'),
                'a longer path': GOOD.replace('/v3', '/v3/'),
                'another identity': GOOD.replace(SIN, SIN[:-1] + 'A'),
                'another ask': GOOD.replace('demo', 'admin'),
                'an ask with more': GOOD.replace('Default', 'Default '),
                'another kind': GOOD.replace('login', 'order'),
                'a line more': GOOD.replace('\nNonce', '\nMore: x\nNonce'),
                'a line twice': GOOD.replace('\nNonce', '\nIdentity: %s\nNonce' % SIN),
                'a line less': GOOD.replace('Asks: %s\n' % ASK, ''),
                'a line end at the end': GOOD + '\n',
                'carriage returns': GOOD.replace('\n', '\r\n'),
                'text before': 'x' + GOOD,
                'outside ASCII': GOOD.replace('demo', 'd\u00e9mo'),
                'too long a life': GOOD.replace('10:02:00', '10:10:01'),
                'no life': GOOD.replace('10:02:00', '10:00:00'),
                'no such day': GOOD.replace('2026-11-22T10:02', '2026-11-31T10:02'),
                'digits of another script': GOOD.replace('10:02:00', '1\u0660:02:00'),
                'a short nonce': GOOD.replace('Nonce: A', 'Nonce: '),
                'too long': GOOD.replace('demo', 'd' * 2048)}.items():
            with self.subTest(fault), self.assertRaises(challenge.Untrusted):
                challenge.check(text, CLOUD, SIN, ASK)

    def test_spells_the_cloud_in_one_way(self):
        for url, cloud in [
                ('https://Cloud.Example:443/v3/', 'https://cloud.example/v3'),
                ('https://cloud.example/identity', 'https://cloud.example/identity/v3'),
                ('http://127.0.0.1:5000', 'http://127.0.0.1:5000/v3'),
                ('http://[::1]:80/v3', 'http://[::1]/v3')]:
            with self.subTest(url):
                self.assertEqual(cloud, challenge.cloud_of(url))

    def test_refuses_urls_without_tls_or_with_more_than_a_place(self):
        for url in ('http://cloud.example/v3', 'http://127.0.0.1.evil.example/v3', 'ftp://127.0.0.1/v3', '/v3', '',
                    'https://user@cloud.example/v3', 'https://cloud.example/?x=/v3', 'https://cloud.example/#/v3',
                    'https://cloud.example:x/v3'):
            with self.subTest(url), self.assertRaises(challenge.Untrusted):
                challenge.cloud_of(url)
