"""Asks a service that the real keystonemiddleware guards, in this process.

usage: guarded-request.py JSON TOKEN...    the middleware's options; prints a line for each token
"""
import json
import logging
import sys

import webob
from keystonemiddleware import auth_token

NAMES = ('HTTP_X_IDENTITY_STATUS', 'HTTP_X_USER_NAME', 'HTTP_X_PROJECT_NAME', 'HTTP_X_ROLES')


def service(environ, start_response):
    start_response('200 OK', [('Content-Type', 'text/plain')])
    return [' '.join(environ.get(name, '') for name in NAMES).encode()]


logging.disable(logging.CRITICAL)
guarded = auth_token.AuthProtocol(service, json.loads(sys.argv[1]))
for token in sys.argv[2:]:
    answer = webob.Request.blank('/', headers={'X-Auth-Token': token}).get_response(guarded)
    print(('%d %s' % (answer.status_int, answer.text)) if answer.status_int == 200 else answer.status_int, flush=True)
