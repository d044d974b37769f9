package io.karat.ui;

/**
 * The sign-in page.
 *
 * @param next where to go afterwards
 * @param problem in words, or empty
 */
record SignInForm(String next, String problem, String csrf, String assets) {}
