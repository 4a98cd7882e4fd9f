"""keystoneauth1's view of it: options, a method for v3multifactor, and a plug-in of this one method."""
from keystoneauth1 import exceptions
from keystoneauth1 import loading
from keystoneauth1.identity.v3 import base

from bitauth_keystoneauth import challenge
from bitauth_keystoneauth import key
from bitauth_keystoneauth import scope


class BitauthMethod(base.AuthMethod):
    """The part ``bitauth`` of a login: fetches a challenge, checks it, signs it."""

    _method_parameters = ['bitauth_key_file']

    def get_auth_data(self, session, auth, headers, **kwargs):
        try:
            signer = key.read(self.bitauth_key_file)
            cloud = challenge.cloud_of(auth.auth_url)
            wanted, asks = scope.of(auth)
            text = self._challenge(session, cloud, signer.sin, wanted)
            challenge.check(text, cloud, signer.sin, asks)
        except (key.KeyFileError, challenge.Untrusted, scope.ScopeError) as e:
            raise exceptions.AuthorizationFailure('v3bitauth: %s' % e)
        # The answer goes to the configured URL and nowhere else.
        kwargs.get('request_kwargs', {})['redirect'] = False
        return 'bitauth', {'public_key': signer.public_key.hex(), 'challenge': text, 'signature': signer.sign(text)}

    def _challenge(self, session, cloud, sin, wanted):
        body = {'auth': {'identity': {'methods': ['bitauth'], 'bitauth': {'identity': sin}}}}
        if wanted is not None:
            body['auth']['scope'] = wanted
        response = session.post(cloud + '/auth/tokens', json=body, headers={'Accept': 'application/json'},
                                authenticated=False, log=False, raise_exc=False, redirect=False)
        if response.status_code != 401:
            raise exceptions.from_response(response, 'POST', cloud)
        try:
            return response.json()['error']['identity']['bitauth']['challenge']
        except (ValueError, KeyError, TypeError):
            raise exceptions.from_response(response, 'POST', cloud)

    def get_cache_id_elements(self):
        return {'bitauth_identity': key.read(self.bitauth_key_file).sin}


class Bitauth(base.AuthConstructor):
    """A login by a Bitcoin key alone."""

    _auth_method_class = BitauthMethod


class BitauthLoader(loading.BaseV3Loader):
    """The auth type ``v3bitauth``."""

    @property
    def plugin_class(self):
        return Bitauth

    @property
    def available(self):
        return True

    def get_options(self):
        return super().get_options() + [
            loading.Opt('bitauth-key-file', required=True, metavar='FILE',
                        help='File with the Bitcoin key, as bitauth key new writes it; for its owner only'),
        ]
