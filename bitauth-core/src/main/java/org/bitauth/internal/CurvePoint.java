package org.bitauth.internal;

/** A public key in the form that one engine computes with. */
public interface CurvePoint {}
