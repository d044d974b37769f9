package io.karat.publish;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where webhooks go: an absolute http or https address with a plain host. Forms that different readers take for different
 * hosts are refused before anything is resolved.
 *
 * @param host as in the TLS certificate; an IPv6 address without brackets
 * @param target path and query
 */
record WebhookUrl(boolean tls, String host, int port, String target) {

    private static final int LONGEST = 2000;
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Pattern IPV4 = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");

    /** What the last label of a name must not be, or the whole is read as a number: decimal, octal, hexadecimal. */
    private static final Pattern NUMBER = Pattern.compile("\\d+|0x[0-9a-f]*");

    /** @throws IllegalArgumentException that says, for people, what is wrong with it */
    static WebhookUrl parse(String url) {
        URI uri = uri(url);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        require(SCHEMES.contains(scheme), "A webhook is an http or https address");
        require(uri.getRawUserInfo() == null, "A webhook's address holds no user or password");
        require(uri.getRawFragment() == null, "A webhook's address has no fragment (#)");
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        require(!host.isEmpty(), "A webhook's address needs a host");
        require(plain(host), "A webhook's host is a name, or an address in its usual form");
        boolean tls = scheme.equals("https");
        int port = uri.getPort() == -1 ? (tls ? 443 : 80) : uri.getPort();
        require(port >= 1 && port <= 65535, "A webhook's port is 1 to 65535");
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return new WebhookUrl(tls, bare(host), port, uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
    }

    private static URI uri(String url) {
        require(url.length() <= LONGEST, "A webhook's address has at most " + LONGEST + " characters");
        try {
            return new URI(url).parseServerAuthority();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("This is not an address: " + e.getReason(), e);
        }
    }

    private static boolean plain(String host) {
        if (host.startsWith("[")) {
            return !host.contains("%");
        }
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        String last = name.substring(name.lastIndexOf('.') + 1);
        return IPV4.matcher(host).matches() || !NUMBER.matcher(last).matches();
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
