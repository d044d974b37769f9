package io.karat.publish;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Finds the address a webhook is sent to. A name is resolved once, and what was checked is what is dialled. */
final class Targets {

    private static final Duration LONGEST_LOOKUP = Duration.ofSeconds(5);

    private final Names names;
    private final boolean privateAllowed;

    /** Looking up a name can block its thread in the operating system, where virtual threads would block each other. */
    private final ExecutorService lookups = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("karat-names-", 0).factory());

    Targets(Names names, boolean privateAllowed) {
        this.names = names;
        this.privateAllowed = privateAllowed;
    }

    @FunctionalInterface
    interface Names {
        /** At least one address. */
        List<InetAddress> lookUp(String host) throws UnknownHostException;

        static List<InetAddress> ofSystem(String host) throws UnknownHostException {
            return List.of(InetAddress.getAllByName(host));
        }
    }

    /** The outcome of finding an address. */
    sealed interface Found {
        record At(InetAddress address) implements Found {}

        record Not(String problem) implements Found {}
    }

    Found find(WebhookUrl url) {
        Future<List<InetAddress>> lookup = lookups.submit(() -> names.lookUp(url.host()));
        try {
            List<InetAddress> addresses = lookup.get(LONGEST_LOOKUP.toMillis(), TimeUnit.MILLISECONDS);
            boolean allowed = privateAllowed || addresses.stream().allMatch(Addresses::isPublic);
            return allowed
                    ? new Found.At(addresses.getFirst())
                    : new Found.Not("the host has a private address, which karat.webhook.private does not allow");
        } catch (TimeoutException e) {
            lookup.cancel(true);
            return new Found.Not("the host's name was not resolved in time");
        } catch (ExecutionException e) {
            return new Found.Not("the host's name does not resolve");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Found.Not("the hub is stopping");
        }
    }
}
