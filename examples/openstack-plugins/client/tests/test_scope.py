"""The line that says what is asked: docs/protocol.md, "Challenge"."""
import types
import unittest

from bitauth_keystoneauth import scope

NONE = dict.fromkeys(['trust_id', 'domain_id', 'domain_name', 'project_id', 'project_name', 'project_domain_id',
                      'project_domain_name', 'system_scope'])


def ask(**options):
    return scope.of(types.SimpleNamespace(**dict(NONE, **options)))[1]


class ScopeTest(unittest.TestCase):

    def test_writes_the_canonical_line(self):
        for options, line in [
                ({}, 'token, scope left to the cloud'),
                ({'unscoped': True}, 'token, unscoped'),
                ({'project_id': 'p-1'}, 'token for project id p-1'),
                ({'project_name': 'demo', 'project_domain_name': 'Default'},
                 'token for project demo in domain Default'),
                ({'project_name': 'demo', 'project_domain_id': 'default'},
                 'token for project demo in domain id default'),
                ({'project_name': 'id', 'project_domain_name': 'a b'}, 'token for project "id" in domain "a b"'),
                ({'domain_name': 'q"\\'}, 'token for domain "q\\"\\\\"'),
                ({'domain_name': '\u00e9\n\U0001F600\x7f'}, 'token for domain "\\u00e9\\u000a\\ud83d\\ude00\\u007f"'),
                ({'domain_id': 'd1'}, 'token for domain id d1'),
                ({'system_scope': 'all'}, 'token for system all')]:
            with self.subTest(line):
                self.assertEqual(line, ask(**options))

    def test_refuses_what_no_line_can_say(self):
        for options in [{'trust_id': 't'}, {'project_id': 'a b'}, {'project_id': 'x' * 65}, {'system_scope': 'some'},
                        {'project_name': 'demo'}, {'domain_name': 'x' * 65}, {'domain_name': '\ud800'}]:
            with self.subTest(options), self.assertRaises(scope.ScopeError):
                ask(**options)
