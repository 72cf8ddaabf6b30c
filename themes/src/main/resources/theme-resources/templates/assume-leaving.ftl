<#import "template.ftl" as layout>
<@layout.registrationLayout displayMessage=false; section>
    <#if section = "header">
        ${msg("assumeLeavingTitle")}
    <#elseif section = "form">
        <div id="assume-leaving" class="${properties.kcFormGroupClass!}">${msg("assumeLeavingWhat", assumeSubject)}</div>
        <ul class="${properties.kcFormGroupClass!}">
            <#list assumeCalls as call>
            <li>${call.application()}</li>
            </#list>
        </ul>
        <div class="${properties.kcFormGroupClass!}">
            <a id="assume-continue" href="${assumeNext}">${msg("doContinue")}</a>
        </div>
        <script>
            (() => {
                // Each frame has told its application when it has loaded; one that sends a form when it has loaded that, too.
                let awaited = ${assumeCalls?size?c};
                const loads = new Map();
                const go = () => window.location.replace(document.getElementById("assume-continue").href);
                document.addEventListener("load", event => {
                    const frame = event.target;
                    if (frame.tagName !== "IFRAME") {
                        return;
                    }
                    loads.set(frame, (loads.get(frame) ?? 0) + 1);
                    if (loads.get(frame) === (frame.hasAttribute("srcdoc") ? 2 : 1) && --awaited === 0) {
                        go();
                    }
                }, true);
                // An application that does not answer keeps no one here.
                setTimeout(go, 3000);
            })();
        </script>
        <#list assumeCalls as call>
        <iframe <#if call.address()??>src="${call.address()}"<#else>srcdoc="${call.page()}"</#if> title="${call.application()}"
                style="display: none"></iframe>
        </#list>
    </#if>
</@layout.registrationLayout>
