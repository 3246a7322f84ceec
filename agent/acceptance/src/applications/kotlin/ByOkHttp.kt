package com.example.shop

import com.google.gson.Gson
import java.io.IOException
import kotlin.coroutines.resume
import kotlin.coroutines.resumeWithException
import kotlinx.coroutines.Dispatchers
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

private val client = OkHttpClient()

/** Asks each service by OkHttp's own module for coroutines, and by what was written before it. */
suspend fun askByOkHttp(services: List<String>) {
    for (service in services) {
        ask("executeAsync", service) { it.executeAsync() }
        ask("suspendCancellableCoroutine", service) { it.await() }
    }
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
