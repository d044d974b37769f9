package io.karat.publish;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses are reached over the internet, by the special-purpose registries of IANA. Everything else (this host, its
 * networks, its cloud's metadata service, forms that carry an IPv4 address inside an IPv6 one) is private.
 */
final class Addresses {

    private static final List<Block> PRIVATE_V4 = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/3")
            .map(Block::of)
            .toList();

    private static final Block GLOBAL_V6 = Block.of("2000::/3");

    private static final List<Block> PRIVATE_IN_GLOBAL_V6 = Stream.of(
                    "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
            .map(Block::of)
            .toList();

    private Addresses() {}

    /** An IPv4 address in its mapped form ({@code ::ffff:10.0.0.1}) is an IPv4 address to Java and is judged as one. */
    static boolean isPublic(InetAddress address) {
        if (address instanceof Inet4Address) {
            return PRIVATE_V4.stream().noneMatch(block -> block.holds(address));
        }
        return GLOBAL_V6.holds(address) && PRIVATE_IN_GLOBAL_V6.stream().noneMatch(block -> block.holds(address));
    }

    private record Block(BigInteger prefix, int bits, int length) {

        static Block of(String cidr) {
            String[] parts = cidr.split("/", 2);
            try {
                byte[] address = InetAddress.getByName(parts[0]).getAddress();
                int length = Integer.parseInt(parts[1]);
                return new Block(head(address, length), length, address.length);
            } catch (UnknownHostException e) {
                throw new IllegalStateException("Not an address: " + parts[0], e);
            }
        }

        boolean holds(InetAddress address) {
            byte[] bytes = address.getAddress();
            return bytes.length == length && head(bytes, bits).equals(prefix);
        }

        private static BigInteger head(byte[] address, int bits) {
            return new BigInteger(1, address).shiftRight(address.length * 8 - bits);
        }
    }
}
