package org.bitauth.keystone;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.bitauth.BitauthKey;
import org.bitauth.BitauthSignature;
import org.bitauth.Signable;
import org.bitauth.Sin;
import org.bitauth.internal.SignedForm;

/** Login requests as clients write them. A scope is JSON, or empty for a request that names none. */
public final class LoginJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LoginJson() {}

    /** Asks for a challenge. */
    public static ObjectNode first(Sin sin, String scope) {
        return login("bitauth", JSON.createObjectNode().put("identity", sin.value()), scope);
    }

    /** Answers a challenge. */
    public static ObjectNode second(BitauthKey key, String challenge, String scope) {
        return second(key.publicKey().toHex(), challenge, sign(key, challenge).toDerHex(), scope);
    }

    /** Answers a challenge with any three texts. */
    public static ObjectNode second(String publicKey, String challenge, String signature, String scope) {
        ObjectNode payload = JSON.createObjectNode();
        payload.put("public_key", publicKey).put("challenge", challenge).put("signature", signature);
        return login("bitauth", payload, scope);
    }

    /** The proof is the signature of the request that carries it. */
    public static ObjectNode signed(String scope) {
        return login("bitauth", JSON.createObjectNode(), scope);
    }

    public static ObjectNode token(String token, String scope) {
        return login("token", JSON.createObjectNode().put("id", token), scope);
    }

    public static ObjectNode applicationCredential(String id, String secret, String scope) {
        ObjectNode payload = JSON.createObjectNode().put("id", id).put("secret", secret);
        return login("application_credential", payload, scope);
    }

    /** Signs a text whatever it says, which no client does. */
    public static BitauthSignature sign(BitauthKey key, String text) {
        return key.sign(Signable.of(SignedForm.challenge(text)));
    }

    private static ObjectNode login(String method, ObjectNode payload, String scope) {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode auth = body.putObject("auth");
        ObjectNode identity = auth.putObject("identity");
        identity.putArray("methods").add(method);
        identity.set(method, payload);
        if (!scope.isEmpty()) {
            auth.set("scope", DemoCloud.json(scope));
        }
        return body;
    }
}
