package org.bitauth.ssh.host;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bitauth.MalformedException;
import org.bitauth.Sin;
import org.bitauth.challenge.CloudUrl;
import org.bitauth.ssh.self.AuthorizedKeysProgram;

/**
 * One instance whose owners come in by certificates that they write by themselves: no bridge, no CA, no revocation list and
 * no host certificate. Immutable. Its texts have an alphabet of which none breaks out of the file or YAML it is written into.
 */
public final class SelfCertifiedInstance {
    private final String cloud;
    private final String name;
    private final Map<String, Collection<Sin>> owners;

    /**
     * Describes an instance.
     *
     * @param cloud the base URL of its cloud, which owners' statements name; nothing is fetched from there
     * @param name the instance, {@code [A-Za-z0-9._-]{1,64}}
     * @param owners who may log in, for each login, {@code [A-Za-z0-9._-]{1,64}}
     * @throws MalformedException if a text has another form, or nobody may log in
     */
    public SelfCertifiedInstance(URI cloud, String name, Map<String, ? extends Collection<Sin>> owners) {
        this.cloud = SetupWord.CLOUD.require(CloudUrl.of(cloud));
        this.name = SetupWord.NAME.require(name);
        this.owners = new TreeMap<>();
        owners.forEach((login, sins) -> this.owners.put(SetupWord.NAME.require(login), new LinkedHashSet<>(sins)));
        if (ownerList().isEmpty()) {
            throw new MalformedException("instance must have a login with an owner");
        }
    }

    /**
     * What the program reads.
     *
     * @return three files of root, in a folder that the program's account alone may look into
     */
    public List<SetupFile> files() {
        return List.of(file("cloud", cloud + "\n"), file("instance", name + "\n"), file("owners", ownerList()));
    }

    /**
     * The lines for sshd.
     *
     * @return keyword and value
     */
    public List<String> sshdLines() {
        return AuthorizedKeysProgram.sshdConfig();
    }

    /** With the program itself, built for the instance. */
    SetupDescription with(String program) {
        List<SetupFile> all = new ArrayList<>(files());
        all.add(new SetupFile(AuthorizedKeysProgram.PATH, SetupFile.PROGRAM, program, SetupFile.Rule.ALWAYS));
        return new SetupDescription() {
            @Override
            public List<SetupFile> files() {
                return List.copyOf(all);
            }

            @Override
            public List<String> sshdLines() {
                return SelfCertifiedInstance.this.sshdLines();
            }

            @Override
            public List<String> certificateLines() {
                return List.of();
            }
        };
    }

    private String ownerList() {
        StringBuilder text = new StringBuilder();
        owners.forEach((login, sins) ->
                sins.forEach(sin -> text.append(sin).append(' ').append(login).append('\n')));
        return text.toString();
    }

    private static SetupFile file(String name, String content) {
        String path = AuthorizedKeysProgram.FOLDER + "/" + name;
        return new SetupFile(path, SetupFile.PUBLIC, content, SetupFile.Rule.ALWAYS);
    }

    @Override
    public String toString() {
        return "SelfCertifiedInstance[" + name + "]";
    }
}
