package com.example.shop

import com.google.gson.Gson
import java.io.IOException
import kotlin.coroutines.resume
import kotlin.coroutines.resumeWithException
import kotlin.system.exitProcess
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.withContext
import okhttp3.Call
import okhttp3.Callback
import okhttp3.MediaType.Companion.toMediaType
import okhttp3.OkHttpClient
import okhttp3.Request
import okhttp3.RequestBody.Companion.toRequestBody
import okhttp3.Response
import okhttp3.coroutines.executeAsync

/** An item, as the services have it. */
data class Item(val id: String, val name: String)

private val client = OkHttpClient()

/** Asks each service from coroutines, by OkHttp's own module and by what was written before it. */
fun main() {
    runBlocking {
        for (variable in listOf("ORDERS_URL", "STOCK_URL", "REVIEWS_URL")) {
            val service = System.getenv(variable)
            ask("executeAsync", service) { it.executeAsync() }
            ask("suspendCancellableCoroutine", service) { it.await() }
        }
    }
    // OkHttp's threads, no daemons, would stay for a minute.
    exitProcess(0)
}

private suspend fun ask(way: String, service: String, call: suspend (Call) -> Response) {
    val get = Request.Builder().url("$service/items/1").build()
    val json = Gson().toJson(Item("2", "fork")).toRequestBody("application/json".toMediaType())
    val post = Request.Builder().url("$service/items").post(json).build()
    for (request in listOf(get, post)) {
        call(client.newCall(request)).use { response ->
            val answer =
                when (response.code) {
                    200 -> withContext(Dispatchers.IO) { read(response).name }
                    403 -> "refused"
                    else -> response
                }
            println("$way ${request.method} $service $answer")
        }
    }
}

private fun read(response: Response) =
    Gson().fromJson(response.body.charStream(), Item::class.java)

private suspend fun Call.await(): Response = suspendCancellableCoroutine { continuation ->
    continuation.invokeOnCancellation { cancel() }
    enqueue(
        object : Callback {
            override fun onResponse(call: Call, response: Response) = continuation.resume(response)

            override fun onFailure(call: Call, e: IOException) =
                continuation.resumeWithException(e)
        }
    )
}
