/**
 * The kernel and the Java data plane side by side: the same commands and the same packets to both,
 * and what comes out compared.
 */
package dev.lvsd.it.differential;
