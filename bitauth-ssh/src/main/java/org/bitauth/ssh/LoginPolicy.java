package org.bitauth.ssh;

/** The vendor's rule: who may log in where, and as whom. */
@FunctionalInterface
public interface LoginPolicy {
    /**
     * Decides.
     *
     * @param request an identity that was proven, and what it wants
     * @return allow or deny
     * @throws org.bitauth.StoreException if it cannot be decided now: refused with 503
     */
    LoginDecision decide(LoginRequest request);
}
