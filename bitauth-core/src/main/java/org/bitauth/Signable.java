package org.bitauth;

import org.bitauth.internal.SignedForm;

/**
 * Something that a Bitauth key may sign. A Bitauth key can be a Bitcoin key, and a signature over the wrong 32 bytes
 * spends its coins; therefore only this library makes values of this type, each in a form that no Bitcoin transaction
 * and no wallet message can have.
 */
public final class Signable {
    private final SignedForm form;

    private Signable(SignedForm form) {
        this.form = form;
    }

    /**
     * For the classes of this library only: the parameter's type is internal.
     *
     * @param form bytes whose form was checked
     * @return what a signer takes
     */
    public static Signable of(SignedForm form) {
        return new Signable(form);
    }

    /**
     * The bytes that are signed, for display and for signers that hash by themselves.
     *
     * @return a copy
     */
    public byte[] toBytes() {
        return form.bytes();
    }

    /**
     * The SHA-256 digest that ECDSA signs.
     *
     * @return 32 bytes
     */
    public byte[] digest() {
        return form.digest();
    }
}
