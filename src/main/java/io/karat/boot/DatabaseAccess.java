package io.karat.boot;

/** How a database is reached. */
record DatabaseAccess(String url, String user, String password) {

    @Override
    public String toString() {
        return url + " as " + user;
    }
}
