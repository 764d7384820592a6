/**
 * What lvsd talks about: identities ({@code …Key}), wishes ({@code …Spec}), observations ({@code
 * …Status}) of virtual services, real servers and the director.
 *
 * <p>Everything here is an immutable value. Constructors refuse what cannot exist and repair
 * nothing. Imports only {@code java.*}.
 */
@NullMarked
package dev.lvsd.model;

import org.jspecify.annotations.NullMarked;
