package org.bitauth.quickstart;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.bitauth.BitauthKey;
import org.bitauth.MalformedException;
import org.bitauth.challenge.ChallengeAnswer;
import org.bitauth.http.RawResponse;
import org.bitauth.keystone.DomainReference;
import org.bitauth.keystone.ScopeRequest;

/** The steps of a login for the project that is named by the key's identity. */
record Login(URI url, BitauthKey key, String serviceSecret) {
    String project() {
        return key.sin().value();
    }

    String challenge() throws IOException {
        return challenge(key);
    }

    ChallengeAnswer sign(String challenge) {
        return sign(challenge, key);
    }

    RawResponse send(ChallengeAnswer answer) throws IOException {
        return sendFor(project(), answer);
    }

    RawResponse sendFor(String scope, ChallengeAnswer answer) throws IOException {
        return api().answer(answer, scope);
    }

    /** An answer that is good, of a key that nobody knows. */
    ChallengeAnswer ofStranger() throws IOException {
        BitauthKey other = BitauthKey.generate();
        return sign(challenge(other), other);
    }

    RawResponse validate(String token) throws IOException {
        Map<String, String> payload = Map.of("id", DemoCloud.SERVICE_ID, "secret", serviceSecret);
        String caller = IdentityApi.token(api().login("application_credential", payload, "services"));
        return api().validate(caller, token);
    }

    private String challenge(BitauthKey of) throws IOException {
        RawResponse answer = api().login("bitauth", Map.of("identity", of.sin().value()), project());
        return IdentityApi.json(answer).at("/error/identity/bitauth/challenge").asText();
    }

    private ChallengeAnswer sign(String challenge, BitauthKey by) {
        ScopeRequest scope = new ScopeRequest.ProjectByName(project(), DomainReference.ofName("Default"));
        return ChallengeAnswer.sign(challenge, url.toString(), scope.ask(), by)
                .orElseThrow(no -> new MalformedException(no.detail()));
    }

    private IdentityApi api() {
        return new IdentityApi(url);
    }
}
