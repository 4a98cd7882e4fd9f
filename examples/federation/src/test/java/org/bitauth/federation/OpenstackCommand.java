package org.bitauth.federation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bitauth.keystone.lab.FederatedKeystone;
import org.bitauth.peers.Programs;

/** The {@code openstack} command as one user of one Keystone. */
record OpenstackCommand(Map<String, String> login) {
    /** With a JWT, for a project of the domain {@code bitauth}. */
    static OpenstackCommand withJwt(FederatedKeystone keystone, String jwt, String project) {
        return new OpenstackCommand(Map.of(
                "OS_AUTH_TYPE", "v3oidcaccesstoken",
                "OS_AUTH_URL", keystone.url().toString(),
                "OS_IDENTITY_API_VERSION", "3",
                "OS_IDENTITY_PROVIDER", "bitauth",
                "OS_PROTOCOL", "openid",
                "OS_ACCESS_TOKEN", jwt,
                "OS_PROJECT_NAME", project,
                "OS_PROJECT_DOMAIN_NAME", "bitauth"));
    }

    /** With an application credential, as a program that knows nothing of Bitauth. */
    static OpenstackCommand withCredential(FederatedKeystone keystone, String id, String secret) {
        return new OpenstackCommand(Map.of(
                "OS_AUTH_TYPE",
                "v3applicationcredential",
                "OS_AUTH_URL",
                keystone.url().toString(),
                "OS_IDENTITY_API_VERSION",
                "3",
                "OS_APPLICATION_CREDENTIAL_ID",
                id,
                "OS_APPLICATION_CREDENTIAL_SECRET",
                secret));
    }

    Programs.Result run(String... words) {
        String[] command = new String[words.length + 1];
        command[0] = "openstack";
        System.arraycopy(words, 0, command, 1, words.length);
        Map<String, String> environment = new HashMap<>(login);
        return Programs.run(environment, command);
    }

    /** The values of columns, in the order of the columns' names. */
    List<String> values(String words, String... columns) {
        String[] command = (words + " -f value -c " + String.join(" -c ", columns)).split(" ", -1);
        Programs.Result result = run(command);
        if (result.exitCode() != 0) {
            throw new AssertionError("openstack " + words + ": " + result.output());
        }
        return result.output().lines().toList();
    }
}
