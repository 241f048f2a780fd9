/** The root of all failures that the toolkit reports; its parts are the packages below. */
package dev.shm;
