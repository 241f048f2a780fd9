/** Entry points: what a program opens first. */
package dev.shm;
