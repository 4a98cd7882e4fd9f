package org.bitauth.statement;

/**
 * One signature of a statement as it travels: both texts are as the signer wrote them and may be anything.
 *
 * @param publicKey the key that signed, 66 hexadecimal digits
 * @param signature strict low-S DER in hexadecimal digits, over SHA-256 of the statement's text
 */
public record StatementSignature(String publicKey, String signature) {}
