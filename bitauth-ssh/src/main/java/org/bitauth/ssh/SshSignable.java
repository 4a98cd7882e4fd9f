package org.bitauth.ssh;

import org.bitauth.MalformedException;

/**
 * What a user's SSH key signs: a login, or the digest of a file. It is made only from bytes that are the whole of one of
 * the two forms, so a key in this process signs nothing else. No bytes are both: a login begins with the length of its
 * session id, which is far smaller than the letters {@code SSHS} read as a number.
 */
public sealed interface SshSignable permits LoginSignable, FileSignable {
    /**
     * Reads what somebody wants signed.
     *
     * @param bytes data of RFC 4252, section 7, or of OpenSSH's PROTOCOL.sshsig
     * @return what it says
     * @throws MalformedException if it is neither, or more than one of them
     */
    static SshSignable parse(byte[] bytes) {
        return FileSignable.begins(bytes) ? FileSignable.read(bytes) : LoginSignable.read(bytes);
    }

    /**
     * What is signed.
     *
     * @return a copy
     */
    byte[] toBytes();
}
