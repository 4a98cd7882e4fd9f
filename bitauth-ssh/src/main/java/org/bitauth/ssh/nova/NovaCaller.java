package org.bitauth.ssh.nova;

import org.bitauth.http.RawRequest;

/**
 * The vendor's check that a caller is Nova: that the {@code X-Auth-Token} which Nova's service account sends is a valid
 * one, for example by Keystone. Whoever passes learns secrets of instances. Implementations are thread-safe.
 */
@FunctionalInterface
public interface NovaCaller {
    /**
     * Decides, before the body is read.
     *
     * @param request with exactly one {@code X-Auth-Token}
     * @return true if Nova sent it
     * @throws org.bitauth.StoreException if it cannot be told now: refused with 503
     */
    boolean isNova(RawRequest request);
}
