"""The forms of logins, one broken case for each rule."""
import unittest

from bitauth_keystone import payload

SIN = 'Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkzDz'
CHALLENGE = 'Bitauth login 1\nCloud: http://127.0.0.1/v3\nIdentity: %s\nAsks: x' % SIN
ANSWER = {'public_key': '02' + 'd7' * 32, 'challenge': CHALLENGE, 'signature': '3045' + '11' * 60}
PROJECT = {'project': {'name': 'demo', 'domain': {'name': 'Default'}}}


class IdentityTest(unittest.TestCase):

    def test_reads_the_identity_of_both_steps(self):
        self.assertEqual(SIN, payload.identity_of({'identity': SIN}))
        self.assertEqual(SIN, payload.identity_of(ANSWER))

    def test_refuses_every_other_form(self):
        for fault, broken in {
                'no object': [],
                'empty': {},
                'not a text': {'identity': 5},
                'no SIN': {'identity': 'alice'},
                'a SIN and more': {'identity': SIN + '\n'},
                'both proofs': dict(ANSWER, identity=SIN),
                'a part missing': {'public_key': ANSWER['public_key'], 'challenge': CHALLENGE},
                'an uncompressed key': dict(ANSWER, public_key='04' + 'd7' * 32),
                'a short key': dict(ANSWER, public_key='02d7'),
                'a long signature': dict(ANSWER, signature='30' * 73),
                'a signature of no digits': dict(ANSWER, signature='no digits at all!'),
                'another text': dict(ANSWER, challenge='Bitauth order 1\n' + CHALLENGE[16:]),
                'a long challenge': dict(ANSWER, challenge=CHALLENGE + 'x' * 2048),
                'a challenge outside ASCII': dict(ANSWER, challenge=CHALLENGE + '\u00e9'),
                'a challenge for nobody': dict(ANSWER, challenge=CHALLENGE.replace(SIN, 'nobody'))}.items():
            with self.subTest(fault), self.assertRaises(payload.Malformed):
                payload.identity_of(broken)


class ScopeTest(unittest.TestCase):

    def test_reads_every_spelling_as_keystone_does(self):
        for scope, read in [
                ('unscoped', 'unscoped'),
                ({'unscoped': {}}, 'unscoped'),
                (PROJECT, PROJECT),
                ({'project': {'id': 'p1'}}, {'project': {'id': 'p1'}}),
                ({'project': dict(PROJECT['project'], id='p1')}, PROJECT),
                ({'project': {'id': 'p1', 'name': ''}}, {'project': {'id': 'p1'}}),
                ({'project': {'name': 'demo', 'domain': {'id': 'd1'}}},
                 {'project': {'name': 'demo', 'domain': {'id': 'd1'}}}),
                ({'domain': {'id': 'd1', 'name': 'Default'}}, {'domain': {'name': 'Default'}}),
                ({'domain': {'id': 'd1'}}, {'domain': {'id': 'd1'}}),
                ({'system': {'all': True}}, {'system': {'all': True}}),
                ({'system': {'all': False}}, {'system': {'all': True}}),
                ({'system': {}, 'more': 1}, {'system': {'all': True}})]:
            with self.subTest(scope):
                self.assertEqual(read, payload.scope_of({'scope': scope}))
        self.assertIsNone(payload.scope_of({}))

    def test_refuses_what_no_challenge_can_state(self):
        for scope in [None, '', 'system', 'project', 'xunscoped', 5, [], {}, {'more': 1},
                      {'OS-TRUST:trust': {'id': 'x'}}, {'project': {}}, {'project': {'name': 'demo'}},
                      {'project': 'p1'}, {'domain': {}}, {'system': {}, 'project': {'id': 'p1'}}]:
            with self.subTest(scope), self.assertRaises(payload.Malformed):
                payload.scope_of({'scope': scope})
