package io.karat.ui;

/**
 * The sign-in page.
 *
 * @param title of the page, without the product's name
 * @param next where to go afterwards
 * @param problem in words, or empty
 */
record SignInForm(String title, String next, String problem, String csrf, String assets) {}
