"""The auth method: payload and scope of the request to the bridge, and from the proven SIN to a user."""
import re
import uuid

import flask
import keystone.conf
from keystone import exception
from keystone.auth.plugins import base
from keystone.common import provider_api
from oslo_log import log

from bitauth_keystone import exchange
from bitauth_keystone import payload as form
from bitauth_keystone import settings

CONF = keystone.conf.CONF
CONF.register_opts(settings.OPTIONS, group='bitauth')
LOG = log.getLogger(__name__)
PROVIDERS = provider_api.ProviderAPIs
REQUEST_ID = re.compile(r'req-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}')


class BridgeUnavailable(exception.Error):
    """Nobody can say whether the proof is good: the request is refused, and may be tried again."""

    message_format = 'The service is temporarily unable to handle the request.'
    code = 503
    title = 'Service Unavailable'


class Bitauth(base.AuthMethodHandler):
    """Answers an identity with a challenge, and a signed challenge with a user."""

    def authenticate(self, auth_payload):
        request_id = _request_id()
        try:
            claimed = form.identity_of(auth_payload)
            document = {'request_id': request_id, 'payload': auth_payload}
            scope = form.scope_of(_auth(auth_payload))
            if scope is not None:
                document['scope'] = scope
            status, answer = self._ask(document)
            if status == 400:
                raise form.Malformed('the bridge cannot read the request')
        except form.Malformed as e:
            raise exception.ValidationError(message='Invalid input for method bitauth: %s.' % e)
        except (exchange.Unavailable, settings.SettingsError) as e:
            LOG.error('bitauth: %s (%s)', e, request_id)
            raise BridgeUnavailable()
        if status == 401:
            raise exception.Unauthorized()
        if status == 200 and set(answer) == {'challenge'} and 'identity' in auth_payload:
            return base.AuthHandlerResponse(
                status=False, response_body={'challenge': _challenge(answer, claimed)}, response_data=None)
        if status == 200 and answer == {'identity': claimed, 'request_id': request_id} \
                and 'identity' not in auth_payload:
            return base.AuthHandlerResponse(
                status=True, response_body=None, response_data={'user_id': _user_id(claimed)})
        LOG.error('bitauth: the bridge answers HTTP %d, and not what was asked (%s)', status, request_id)
        raise BridgeUnavailable()

    def _ask(self, document):
        section = CONF.bitauth
        settings.required(section, 'domain_id')
        secret = settings.read_secret(settings.required(section, 'secret_file'))
        return exchange.call(settings.required(section, 'bridge_url'), secret, document,
                             section.ca_file, section.cert_file)


def _auth(auth_payload):
    """The ``auth`` object of this very request; federation calls auth methods with another one."""
    body = flask.request.get_json(silent=True, force=True)
    auth = body.get('auth') if isinstance(body, dict) else None
    identity = auth.get('identity') if isinstance(auth, dict) else None
    if not isinstance(identity, dict) or identity.get('bitauth') != auth_payload:
        raise form.Malformed('bitauth must be a member of identity')
    return auth


def _request_id():
    """The id that Keystone tells its user, for the bridge's audit line."""
    known = flask.request.environ.get('openstack.request_id', '')
    return known if REQUEST_ID.fullmatch(known) else 'req-%s' % uuid.uuid4()


def _challenge(answer, claimed):
    text = answer['challenge']
    if not isinstance(text, str) or len(text) > form.MAX_CHALLENGE or '\nIdentity: %s\n' % claimed not in text:
        LOG.error('bitauth: the bridge\'s challenge is for another identity')
        raise BridgeUnavailable()
    return text


def _user_id(sin):
    domain_id = CONF.bitauth.domain_id
    try:
        user = PROVIDERS.identity_api.get_user_by_name(sin, domain_id)
        # A database may find names in other letter cases.
        if user['name'] == sin and user['domain_id'] == domain_id:
            PROVIDERS.identity_api.assert_user_enabled(user['id'], user)
            return user['id']
        LOG.warning('bitauth: no user of domain %s has the name %s', domain_id, sin)
    except (exception.UserNotFound, exception.DomainNotFound, AssertionError) as e:
        LOG.warning('bitauth: %s', e)
    raise exception.Unauthorized()
