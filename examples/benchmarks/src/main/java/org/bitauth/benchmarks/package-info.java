/** Measurements against named peers, each as a ratio within one run. */
package org.bitauth.benchmarks;
