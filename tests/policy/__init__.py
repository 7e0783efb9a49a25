"""What is deployed and delivered, held to policy without a cluster, a registry or a container engine."""
