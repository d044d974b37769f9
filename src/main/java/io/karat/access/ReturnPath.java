package io.karat.access;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Where to go after sign-in: a page of this hub, whatever the link that led there says. */
record ReturnPath(String path) {

    static final ReturnPath HOME = new ReturnPath("/");

    private static final int LONGEST = 2_000;

    static ReturnPath of(@Nullable String wanted) {
        return wanted != null && local(wanted) ? new ReturnPath(wanted) : HOME;
    }

    /** Of the address that a browser shows. */
    static ReturnPath ofAddress(@Nullable String address) {
        if (address == null) {
            return HOME;
        }
        try {
            URI uri = URI.create(address);
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            return of(uri.getRawPath() + query);
        } catch (IllegalArgumentException e) {
            return HOME;
        }
    }

    String signIn() {
        return equals(HOME) ? "/login" : "/login?next=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
    }

    /** Browsers read a backslash as a slash, drop control characters, and take two slashes for another host. */
    private static boolean local(String wanted) {
        return wanted.length() <= LONGEST
                && wanted.startsWith("/")
                && !wanted.startsWith("//")
                && wanted.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\')
                && !wanted.startsWith("/login")
                && Channel.of(wanted.split("\\?", 2)[0]) == Channel.PAGE;
    }
}
