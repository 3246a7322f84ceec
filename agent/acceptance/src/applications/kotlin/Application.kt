package com.example.shop

import kotlin.system.exitProcess

/** An item, as the services have it. */
data class Item(val id: String, val name: String)

suspend fun main() {
    val services = listOf("ORDERS_URL", "STOCK_URL", "REVIEWS_URL").map { System.getenv(it) }
    askByKtor(services)
    askByOkHttp(services)
    // OkHttp's threads, no daemons, would stay for a minute.
    exitProcess(0)
}
