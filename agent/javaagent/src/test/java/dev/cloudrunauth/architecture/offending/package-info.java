/** Classes that break every rule about the agent's packages, so that tests see each rule fail. */
package dev.cloudrunauth.architecture.offending;
