package io.karat.match;

import io.karat.model.AttributeType;

/** How far the pairs of a class have their shareable attributes in common; the rest of them agrees by chance only. */
enum Sharing {
    SAME_ADDRESS {
        @Override
        double of(AttributeType type) {
            return switch (type) {
                case PHONE, EMAIL -> 0.8;
                default -> 1;
            };
        }
    },
    MOVED {
        @Override
        double of(AttributeType type) {
            return switch (type) {
                case STREET, HOUSE_NUMBER -> 0.03;
                case POSTCODE -> 0.1;
                case CITY -> 0.4;
                case PHONE -> 0.6;
                case EMAIL -> 0.8;
                case CATEGORY -> 0.85;
                default -> 0.95;
            };
        }
    },
    HOUSEHOLD {
        @Override
        double of(AttributeType type) {
            return switch (type) {
                case FAMILY_NAME -> 0.9;
                case STREET, HOUSE_NUMBER, POSTCODE, CITY, COUNTRY -> 1;
                case CATEGORY -> 0.6;
                case PHONE, EMAIL, URL -> 0.5;
                default -> 0.2;
            };
        }

        @Override
        double[] own(AttributeType type) {
            return type == AttributeType.FULL_NAME ? new double[] {0.1, 0.21, 0.63, 0.04, 0.015, 0.005} : NONE;
        }
    },
    ADDRESS {
        @Override
        double of(AttributeType type) {
            return switch (type) {
                case FAMILY_NAME -> 0;
                case STREET, HOUSE_NUMBER, POSTCODE, CITY, COUNTRY -> 1;
                case CATEGORY -> 0.5;
                case PHONE, EMAIL, URL -> 0.3;
                default -> 0.1;
            };
        }

        @Override
        double[] learnt(AttributeType type) {
            return type == AttributeType.ORGANISATION_NAME ? new double[] {0.5, 0.3, 0.15, 0.04, 0.005, 0.005} : NONE;
        }
    },
    TOWN {
        @Override
        double of(AttributeType type) {
            return switch (type) {
                case CITY, COUNTRY -> 1;
                case POSTCODE -> 0.2;
                case CATEGORY -> 0.6;
                case FAMILY_NAME, STREET -> 0.01;
                default -> 0;
            };
        }

        @Override
        double[] learnt(AttributeType type) {
            return type == AttributeType.ORGANISATION_NAME ? new double[] {0.8, 0.15, 0.04, 0.005, 0.003, 0.002} : NONE;
        }
    },
    COMPANY {
        @Override
        double of(AttributeType type) {
            return switch (type) {
                case COUNTRY -> 1;
                case URL, CATEGORY -> 0.7;
                case CITY, STREET, HOUSE_NUMBER, POSTCODE -> 0.4;
                case PHONE, EMAIL -> 0.4;
                default -> 0.1;
            };
        }

        @Override
        double[] own(AttributeType type) {
            return type == AttributeType.ORGANISATION_NAME ? new double[] {0.1, 0.2, 0.4, 0.25, 0.04, 0.01} : NONE;
        }
    },
    VARIANT {
        @Override
        double of(AttributeType type) {
            return switch (type) {
                case CATEGORY, COUNTRY, URL, ORGANISATION_NAME -> 0.95;
                case YEAR -> 0.7;
                case MONEY, NUMBER -> 0.4;
                default -> 0.2;
            };
        }

        @Override
        double[] own(AttributeType type) {
            return type == AttributeType.TEXT ? new double[] {0.1, 0.42, 0.26, 0.12, 0.08, 0.012, 0.008} : NONE;
        }
    },
    KIND {
        @Override
        double of(AttributeType type) {
            return switch (type) {
                case CATEGORY -> 0.9;
                case ORGANISATION_NAME -> 0.3;
                case MONEY, NUMBER -> 0.1;
                default -> 0.05;
            };
        }

        @Override
        double[] own(AttributeType type) {
            return type == AttributeType.TEXT ? new double[] {0.4, 0.48, 0.1, 0.015, 0.003, 0.001, 0.001} : NONE;
        }
    };

    private static final double[] NONE = {};

    /** The share of pairs, 0 to 1. */
    abstract double of(AttributeType type);

    /** A table of the class's own, where a name says less than the type promises; empty if none. */
    double[] own(AttributeType type) {
        return NONE;
    }

    /** Where a table of the class's own begins that is learnt. */
    double[] learnt(AttributeType type) {
        return own(type);
    }
}
