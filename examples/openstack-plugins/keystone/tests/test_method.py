"""From a proven SIN to a user: what a database that is not SQLite may answer."""
import types
import unittest
from unittest import mock

from keystone import exception

from bitauth_keystone import method

SIN = 'Tf7UNQnxB8SccfoyZScQmb34V2GdEtQkzDz'


class UserTest(unittest.TestCase):

    def setUp(self):
        method.CONF.set_override('domain_id', 'd1', group='bitauth')
        self.addCleanup(method.CONF.clear_override, 'domain_id', group='bitauth')

    def user_id(self, user):
        identity_api = types.SimpleNamespace(
            get_user_by_name=lambda name, domain_id: user, assert_user_enabled=lambda user_id, user: None)
        providers = types.SimpleNamespace(identity_api=identity_api)
        with mock.patch.object(method, 'PROVIDERS', providers):
            return method._user_id(SIN)

    def test_takes_the_exact_name_in_the_one_domain(self):
        self.assertEqual('u1', self.user_id({'id': 'u1', 'name': SIN, 'domain_id': 'd1'}))

    def test_refuses_a_name_that_a_collation_takes_for_the_same(self):
        for name in (SIN.lower(), SIN.upper(), SIN + ' '):
            with self.subTest(name), self.assertRaises(exception.Unauthorized):
                self.user_id({'id': 'u1', 'name': name, 'domain_id': 'd1'})

    def test_refuses_a_user_of_another_domain(self):
        with self.assertRaises(exception.Unauthorized):
            self.user_id({'id': 'u1', 'name': SIN, 'domain_id': 'd2'})
