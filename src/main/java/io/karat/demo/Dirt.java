package io.karat.demo;

import java.util.List;
import java.util.Random;

/** What happens to values on their way into a source. */
final class Dirt {

    private static final String NEIGHBOURS = "qwertyuiopasdfghjklzxcvbnm";

    private final Random random;

    Dirt(Random random) {
        this.random = random;
    }

    boolean happens(int percent) {
        return random.nextInt(100) < percent;
    }

    /** One slip of the fingers, in so many of a hundred values. */
    String typo(String value, int percent) {
        if (value.length() < 4 || !happens(percent)) {
            return value;
        }
        int at = 1 + random.nextInt(value.length() - 2);
        StringBuilder slipped = new StringBuilder(value);
        switch (random.nextInt(4)) {
            case 0 -> slipped.deleteCharAt(at);
            case 1 -> slipped.insert(at, value.charAt(at));
            case 2 -> {
                slipped.setCharAt(at, value.charAt(at + 1));
                slipped.setCharAt(at + 1, value.charAt(at));
            }
            default -> slipped.setCharAt(at, neighbour(value.charAt(at)));
        }
        return slipped.toString();
    }

    String oneOf(String... values) {
        return NameTables.pick(List.of(values), random);
    }

    /** Digits are mistaken for digits, letters for the letter beside them on the keyboard. */
    private char neighbour(char c) {
        if (Character.isDigit(c)) {
            return (char) ('0' + (c - '0' + 1 + random.nextInt(9)) % 10);
        }
        int at = NEIGHBOURS.indexOf(Character.toLowerCase(c));
        return at < 0 ? 'e' : NEIGHBOURS.charAt((at + 1) % NEIGHBOURS.length());
    }
}
